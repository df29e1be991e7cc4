package io.loadstream.lake.read;

import dev.hardwood.Hardwood;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.schema.ColumnProjection;
import dev.hardwood.schema.FileSchema;
import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeStore;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/** Opens files one after the other, while the one behind is fetched. For one thread. */
final class FileSequence implements AutoCloseable {

    private final LakeStore store;
    private final Hardwood parquet = Hardwood.create();
    private final Iterator<LakeObject> objects;

    private LakeObject current;
    private ParquetFileReader file;
    private StoredFile following;
    private LakeObject followingObject;

    /**
     * @param objects those without rows are passed over
     */
    FileSequence(LakeStore store, List<LakeObject> objects) {
        this.store = store;
        this.objects = objects.iterator();
        prefetchFollowing();
    }

    /** The object that {@link #file()} reads. */
    LakeObject object() {
        return current;
    }

    ParquetFileReader file() {
        return file;
    }

    /**
     * Goes to the next file and closes the one before.
     *
     * @return {@code false} when there is none
     */
    boolean next() throws IOException {
        closeFile();
        if (followingObject == null) {
            return false;
        }
        current = followingObject;
        file = parquet.open(following);
        prefetchFollowing();
        return true;
    }

    /**
     * Those of the columns that the file has. The reader takes a plain name for the first leaf of that name, be it within a
     * struct: where that would be another column, all are read.
     */
    ColumnProjection projection(List<String> present, List<String> asked) {
        if (present.isEmpty()) {
            throw new LakeException(current.key(), "has none of the columns " + asked);
        }
        FileSchema schema = file.getFileSchema();
        return present.stream().anyMatch(name -> isShadowed(schema, name))
                ? ColumnProjection.all()
                : ColumnProjection.columns(present.toArray(String[]::new));
    }

    private static boolean isShadowed(FileSchema schema, String name) {
        return schema.getColumns().stream()
                .filter(leaf -> leaf.name().equals(name))
                .findFirst()
                .filter(leaf -> !leaf.fieldPath().topLevelName().equals(name))
                .isPresent();
    }

    private void prefetchFollowing() {
        followingObject = null;
        following = null;
        while (followingObject == null && objects.hasNext()) {
            LakeObject candidate = objects.next();
            if (candidate.rows() > 0) {
                followingObject = candidate;
                following = new StoredFile(store, candidate.key(), candidate.bytes());
                following.prefetch();
            }
        }
    }

    private void closeFile() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }

    @Override
    public void close() {
        try {
            closeFile();
        } catch (IOException e) {
            throw new LakeException(current.key(), "could not be closed: " + e.getMessage(), e);
        } finally {
            parquet.close();
        }
    }
}
