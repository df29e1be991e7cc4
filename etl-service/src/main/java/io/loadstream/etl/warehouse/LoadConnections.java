package io.loadstream.etl.warehouse;

import io.loadstream.etl.config.EtlSettings;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/** Gives connections that load. */
@ApplicationScoped
public class LoadConnections {

    private final DataSource source;
    private final EtlSettings settings;

    LoadConnections(DataSource source, EtlSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    /**
     * @param schema that names in its statements are those of
     */
    public LoadConnection to(String schema) {
        return new LoadConnection(source, schema, settings.statementLimit());
    }
}
