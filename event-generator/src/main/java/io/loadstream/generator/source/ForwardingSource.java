package io.loadstream.generator.source;

/** Another source with something changed: what a subclass does not change is that source's. */
public abstract class ForwardingSource implements EventSource {

    protected final EventSource source;

    protected ForwardingSource(EventSource source) {
        this.source = source;
    }

    @Override
    public OutgoingEvent peek() {
        return source.peek();
    }

    @Override
    public void take() {
        source.take();
    }

    @Override
    public boolean waitsForSent() {
        return source.waitsForSent();
    }

    @Override
    public double progress() {
        return source.progress();
    }

    @Override
    public void close() {
        source.close();
    }
}
