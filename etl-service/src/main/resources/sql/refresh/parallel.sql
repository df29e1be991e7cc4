-- What reads the facts of thousands of flights is worth several workers, though the list of the flights itself is short.
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_setup_cost = 0
