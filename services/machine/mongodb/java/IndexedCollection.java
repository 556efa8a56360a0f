package berth;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVStore;

/**
 * The library uses an index only for a query that names its keys and nothing else, so a guarded filter such as
 * {_id, revision} would read the whole collection. Here the _id index answers first and the rest of the filter after.
 */
final class IndexedCollection extends H2Collection {

    /** What the library itself calls a collection's maps in the file. */
    private static final String DOCUMENTS = "databases.";
    private static final String META = "meta.";
    private static final String ID = "_id";

    private IndexedCollection(MongoDatabase database, String name, CollectionOptions options, MVStore store, CursorRegistry cursors) {
        super(database, name, options, store.openMap(DOCUMENTS + fullName(database, name)),
            store.openMap(META + fullName(database, name)), cursors);
    }

    static IndexedCollection open(
        MongoDatabase database, String name, CollectionOptions options, MVStore store, CursorRegistry cursors) {
        return new IndexedCollection(database, name, options, store, cursors);
    }

    private static String fullName(MongoDatabase database, String name) {
        return database.getDatabaseName() + "." + name;
    }

    @Override
    protected QueryResult queryDocuments(
        Document query, Document orderBy, int numberToSkip, int limit, int batchSize, Document fieldSelector) {
        if (!ID.equals(getIdField()) || !query.containsKey(ID) || query.size() == 1) {
            return super.queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
        }
        QueryResult byId = super.queryDocuments(new Document(ID, query.get(ID)), null, 0, 0, 0, null);
        return matchDocumentsFromStream(
            StreamSupport.stream(byId.spliterator(), false), query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
    }
}
