package io.loadstream.domain.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;

/** Tells when a value is passed over: readers do so for fields that they do not know, and for no others. */
final class SkipListener extends JsonParserDelegate {

    private final Runnable skipped;

    SkipListener(JsonParser parser, Runnable skipped) {
        super(parser);
        this.skipped = skipped;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        skipped.run();
        super.skipChildren();
        return this;
    }
}
