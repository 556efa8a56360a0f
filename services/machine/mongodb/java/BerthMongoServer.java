package berth;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * The embedded MongoDB: one data file, 127.0.0.1 only, a port the system chooses.
 *
 * Usage: BerthMongoServer DATA_FILE. Prints "listening 127.0.0.1:PORT" when it can be used. Ends, with its file
 * closed, on SIGTERM and when stdin closes: whoever started it holds the other end, so it never outlives them.
 */
public final class BerthMongoServer {

    /** Every acknowledged write is in the file already, so an unfinished close loses nothing. */
    private static final int CLOSE_DEADLINE_SECONDS = 8;

    private BerthMongoServer() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1) {
            System.err.println("usage: BerthMongoServer DATA_FILE");
            System.exit(2);
        }
        MongoServer server = new MongoServer(DurableBackend.open(arguments[0]));
        server.bind(new InetSocketAddress("127.0.0.1", 0));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "close"));
        System.out.println("listening 127.0.0.1:" + server.getLocalAddress().getPort());
        awaitEnd(System.in);
        System.exit(0);
    }

    private static void close(MongoServer server) {
        daemon(BerthMongoServer::haltAfterDeadline, "close-deadline").start();
        server.shutdownNow();
    }

    private static void haltAfterDeadline() {
        try {
            TimeUnit.SECONDS.sleep(CLOSE_DEADLINE_SECONDS);
        } catch (InterruptedException stopped) {
            return;
        }
        Runtime.getRuntime().halt(1);
    }

    private static void awaitEnd(InputStream input) throws IOException {
        while (input.read() >= 0) {
            // Nothing is ever said to the server here: only the end counts.
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
