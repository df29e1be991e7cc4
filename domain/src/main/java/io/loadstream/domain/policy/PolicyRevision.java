package io.loadstream.domain.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.StringJoiner;

/** The content hash of a policy: the first 16 hex digits of the SHA-256 of its terms in one fixed order. */
final class PolicyRevision {

    private static final int BYTES = 8;

    private PolicyRevision() {}

    static String of(PolicyTerms terms) {
        StringJoiner text = new StringJoiner("\n");
        text.add(terms.name()).add(terms.cadence().name());
        text.add("cooldown " + terms.cooldown().toSeconds());
        text.add("validity "
                + (terms.validity() == null ? "none" : terms.validity().toSeconds()));
        text.add("hysteresis " + terms.hysteresis()).add("max_offers " + terms.maxOffers());
        text.add("holdout " + terms.holdoutShare() + ' ' + terms.holdoutSalt());
        for (Rule rule : terms.rules()) {
            text.add(rule.toString());
        }
        return HexFormat.of().formatHex(sha256(text.toString()), 0, BYTES);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
