package io.loadstream.local.lake;

import io.loadstream.lake.LakeException;
import io.loadstream.lake.LakeSettings;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.run.RunFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/** What went wrong on the way to a lake or in it, for the person at the terminal. */
final class LakeTrouble {

    private LakeTrouble() {}

    /** What to throw in the place of {@code failure}: itself when it is a defect of ours, which needs its stack trace. */
    static RuntimeException told(Exception failure, LakeSettings lake) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case RunFailedException told -> told;
            case LakeException broken -> new RunFailedException(broken.getMessage(), broken);
            case KafkaException kafka -> new RunFailedException("the broker: " + withRoot(kafka), kafka);
            case UncheckedIOException file -> new RunFailedException(withClass(file.getCause()), file);
            case IOException file -> new RunFailedException(withClass(file), file);
            case Throwable store
            when LakeStore.isOfStore(store) ->
                new RunFailedException("the object store " + lake + " " + ofStore(store, lake), store);
            case RuntimeException defect -> defect;
            default -> new IllegalStateException(cause);
        };
    }

    private static String ofStore(Throwable failure, LakeSettings lake) {
        int status = LakeStore.statusOf(failure);
        String code = LakeStore.codeOf(failure);
        String answer = code.isEmpty() ? Integer.toString(status) : status + ", " + code;
        return switch (status) {
            case 0 -> "does not answer: " + withClass(root(failure)) + "; check --endpoint";
            case 301 ->
                "has the bucket in another region than " + lake.region() + ", or at another address (" + answer
                        + "); check --region and --endpoint";
            case 400 -> "does not take the request (" + answer + "); check --region and --bucket";
            case 403 ->
                code.equals("RequestTimeTooSkewed")
                        ? "refuses the time of the request (" + answer
                                + "): its clock and this machine's are too far apart"
                        : "refuses the access key (" + answer + "); check --access-key and --secret-key"
                                + " (LOADSTREAM_LAKE_ACCESS_KEY, LOADSTREAM_LAKE_SECRET_KEY)";
            case 404 ->
                code.equals("NoSuchKey")
                        ? "does not have a file any more that it had a moment ago; try again"
                        : "has no such bucket (" + answer + "); check --bucket (LOADSTREAM_LAKE_BUCKET)";
            default -> "answers " + answer;
        };
    }

    private static String withRoot(Throwable failure) {
        Throwable root = root(failure);
        return root == failure ? failure.getMessage() : failure.getMessage() + ": " + root.getMessage();
    }

    private static String withClass(Throwable failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
