package io.loadstream.etl.warehouse;

import jakarta.enterprise.context.ApplicationScoped;

/** A second warehouse beside the one that everybody reads, to take its place when it is complete. */
@ApplicationScoped
public class ShadowSchema {

    private static final String NAME = "dw_rebuild";
    private static final String SWAP = SqlText.of("rebuild/swap");

    private final Warehouse warehouse;
    private final Migrations migrations;

    ShadowSchema(Warehouse warehouse, Migrations migrations) {
        this.warehouse = warehouse;
        this.migrations = migrations;
    }

    /**
     * Makes it anew, with nothing in it; what an earlier attempt left is dropped.
     *
     * @return its name
     */
    public String create() {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run("DROP SCHEMA IF EXISTS " + NAME + ", " + Warehouse.truthOf(NAME) + " CASCADE");
            return null;
        });
        migrations.build(NAME);
        return NAME;
    }

    /** Puts it in the warehouse's place, with the history of runs, in one transaction. */
    public void replaceWarehouse() {
        warehouse.inTransaction(Warehouse.SCHEMA, transaction -> {
            transaction.run(SWAP);
            return null;
        });
    }
}
