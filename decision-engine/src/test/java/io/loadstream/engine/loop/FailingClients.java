package io.loadstream.engine.loop;

import io.loadstream.engine.config.EngineConfig;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/** The engine's own clients, of which the first knows no broker, and one commit fails as the test says. */
@Alternative
@Singleton
class FailingClients extends KafkaSettings {

    enum Fault {
        /** The transaction cannot be committed: the machine has no room for it. */
        NO_ROOM,
        /** It was committed, but the engine does not hear of it. */
        UNHEARD,
        /** Another engine took its transactional id over. */
        FENCED
    }

    /** Has the engine use these clients. */
    public static class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(FailingClients.class);
        }
    }

    private final AtomicReference<Fault> next = new AtomicReference<>();
    private final AtomicBoolean nameIsKnown = new AtomicBoolean();

    FailingClients(@Identifier("default-kafka-broker") Map<String, Object> broker, EngineConfig config) {
        super(broker, config);
    }

    /** The next commit fails. */
    void fail(Fault fault) {
        next.set(fault);
    }

    boolean hasFailed() {
        return next.get() == null;
    }

    /** Whether the engine met the client that knows no broker. */
    boolean firstFailed() {
        return nameIsKnown.get();
    }

    /** The first time, as while the brokers' names are not served yet. */
    @Override
    Admin admin() {
        return nameIsKnown.getAndSet(true)
                ? super.admin()
                : Admin.create(Map.of("bootstrap.servers", "no-such-broker.invalid:9092"));
    }

    @Override
    Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> real = super.producer();
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> failing = (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Fault fault = method.getName().equals("commitTransaction") ? next.get() : null;
                    if (fault == Fault.NO_ROOM) {
                        next.set(null);
                        throw new OutOfMemoryError("as the test wants it");
                    }
                    if (fault == Fault.FENCED) {
                        takeOver();
                        next.set(null);
                    }
                    Object answer = invoke(real, method, arguments);
                    if (fault == Fault.UNHEARD) {
                        next.set(null);
                        throw new TimeoutException("unheard, as the test wants it");
                    }
                    return answer;
                });
        return failing;
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void takeOver() {
        try (Producer<byte[], byte[]> other = super.producer()) {
            other.initTransactions();
        }
    }
}
