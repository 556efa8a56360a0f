package berth;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import io.netty.channel.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreTool;

/**
 * The H2 backend, made to keep what it acknowledged: a write is in the file before its reply leaves, and the file
 * never holds half a command (a document without its unique index entry, say), so a kill -9 at any moment is harmless.
 * The file is not forced to the disk: a power cut may lose the last moments.
 */
final class DurableBackend extends H2Backend {

    private static final Set<String> WRITES = Set.of(
        "insert", "update", "delete", "findandmodify", "create", "createindexes", "drop", "dropindexes",
        "dropdatabase", "renamecollection", "aggregate");

    /** What MVStore.close takes for "write all that is alive into a new file", and for "leave the file as it is". */
    private static final int COMPACT = -1;
    private static final int LEAVE = 0;
    /** 43 MB took 0.1 s; a larger file than this might not be done before the close has to be. */
    private static final long COMPACTED_UP_TO_BYTES = 256L * 1024 * 1024;
    private static final int LOGGED_FRAMES = 8;

    /** Commands share it, a commit has it alone: no commit ever sees a command half done. Fair, so that none starves. */
    private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
    private final AtomicLong executed = new AtomicLong();
    /** The newest command that is in the file; guarded by the gate's write lock. */
    private long committed;

    private DurableBackend(MVStore store) {
        super(store);
        version(new Version());
    }

    static DurableBackend open(String fileName) {
        // What a compaction that was cut short left beside the file.
        MVStoreTool.compactCleanUp(fileName);
        // The store's own commits, by time and by memory, know nothing of commands: ours replace them all. Its
        // compaction goes with them (it held writers up for 175 ms), until the file is closed: 5,000 documents of 200
        // bytes under 56,000 random updates levelled off at 43 MB, and closing left 0.9 MB.
        MVStore store = new MVStore.Builder().fileName(fileName).autoCommitDisabled().autoCommitBufferSize(0).open();
        // Freed space is used again at once; the default waits 45 s and lets the file grow meanwhile.
        store.setRetentionTime(0);
        return new DurableBackend(store);
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        // An inner class, because a database opens its collections while it is being built: it needs us before any field.
        return new H2Database(databaseName, getMvStore(), getCursorRegistry()) {
            @Override
            protected MongoCollection<Object> openOrCreateCollection(String collectionName, CollectionOptions options) {
                return IndexedCollection.open(this, collectionName, options, getMvStore(), getCursorRegistry());
            }
        };
    }

    @Override
    public void close() {
        if (!getMvStore().isClosed()) {
            getMvStore().close(getMvStore().getFileStore().size() <= COMPACTED_UP_TO_BYTES ? COMPACT : LEAVE);
        }
        super.close();
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        if (command.equalsIgnoreCase("hello") || command.equalsIgnoreCase("ismaster")) {
            return hello(channel, database, query);
        }
        if (WRITES.contains(command.toLowerCase(Locale.ROOT))) {
            return durably(() -> explained(channel, database, command, query));
        }
        return explained(channel, database, command, query);
    }

    private Document hello(Channel channel, String database, Document query) {
        return super.handleCommand(channel, database, "ismaster", query)
            .append("helloOk", Boolean.TRUE)
            .append("isWritablePrimary", Boolean.TRUE);
    }

    /** Also a command that failed may have written before it did. */
    private Document durably(Command command) {
        long number;
        gate.readLock().lock();
        try {
            return command.run();
        } finally {
            number = executed.incrementAndGet();
            gate.readLock().unlock();
            commitUpTo(number);
        }
    }

    /** One commit serves every command that finished before it: writers that wait here together pay once. */
    private void commitUpTo(long number) {
        gate.writeLock().lock();
        try {
            if (committed < number) {
                long newest = executed.get();
                getMvStore().commit();
                committed = newest;
            }
        } finally {
            gate.writeLock().unlock();
            endIfStoreFailed();
        }
    }

    /** A store that could not write (a full disk) closes itself; a server without one must not go on answering. */
    private void endIfStoreFailed() {
        if (getMvStore().isClosed()) {
            System.err.println("the data file cannot be written any more (is the disk full?)");
            Runtime.getRuntime().halt(3);
        }
    }

    /** What the server did not foresee reaches the client as "Unknown error": the place it came from goes to the log. */
    private Document explained(Channel channel, String database, String command, Document query) {
        try {
            return super.handleCommand(channel, database, command, query);
        } catch (MongoServerException expected) {
            throw expected;
        } catch (RuntimeException unexpected) {
            System.err.println(command + " failed: " + unexpected);
            Arrays.stream(unexpected.getStackTrace()).limit(LOGGED_FRAMES).forEach(frame -> System.err.println("    at " + frame));
            throw unexpected;
        }
    }

    private interface Command {
        Document run();
    }

    /** The oldest wire version that the drivers of today accept; the library itself says 8. */
    private static final class Version implements MongoVersion {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    }
}
