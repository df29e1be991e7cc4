package io.loadstream.etl.load;

import io.loadstream.lake.Chain;
import io.loadstream.lake.ChainFile;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of one chain that follow one another and are loaded in one transaction.
 *
 * @param files at least one
 */
record Slice(Chain chain, List<ChainFile> files) {

    Slice {
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a slice has at least one file");
        }
    }

    long start() {
        return files.getFirst().start();
    }

    long next() {
        return files.getLast().next();
    }

    long rows() {
        return files.stream().mapToLong(ChainFile::rows).sum();
    }

    /**
     * Cuts a chain's files into slices.
     *
     * @param mostRows rows of a slice, but for a single file that has more
     */
    static List<Slice> of(Chain chain, List<ChainFile> files, long mostRows) {
        List<Slice> slices = new ArrayList<>();
        List<ChainFile> current = new ArrayList<>();
        long rows = 0;
        for (ChainFile file : files) {
            if (!current.isEmpty() && rows + file.rows() > mostRows) {
                slices.add(new Slice(chain, current));
                current = new ArrayList<>();
                rows = 0;
            }
            current.add(file);
            rows += file.rows();
        }
        if (!current.isEmpty()) {
            slices.add(new Slice(chain, current));
        }
        return slices;
    }
}
