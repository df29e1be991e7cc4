package io.loadstream.etl.config;

import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The service's client of the lake. */
@Dependent
class LakeClient {

    @Produces
    @Singleton
    LakeStore store(LakeAddress address) {
        return address.open();
    }

    @Produces
    @Singleton
    LakeChains chains(LakeStore store) {
        return new LakeChains(store);
    }

    void close(@Disposes LakeStore store) {
        store.close();
    }
}
