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
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** The engine's own clients, of which one commit fails as the test says. */
@Alternative
@Singleton
class FailingClients extends KafkaSettings {

    enum Fault {
        /** The transaction cannot be committed. */
        REFUSED,
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

    @Override
    Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> real = super.producer();
        @SuppressWarnings("unchecked")
        Producer<byte[], byte[]> failing = (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Fault fault = method.getName().equals("commitTransaction") ? next.get() : null;
                    if (fault == Fault.REFUSED) {
                        next.set(null);
                        throw new KafkaException("refused by the test");
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
