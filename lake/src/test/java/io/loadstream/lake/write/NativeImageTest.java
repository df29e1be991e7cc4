package io.loadstream.lake.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A native image has only what it is told of: the compressor's library, and the fields that it writes from outside of Java. */
class NativeImageTest {

    private static final String METADATA =
            "META-INF/native-image/io.loadstream/loadstream-lake/reachability-metadata.json";
    private static final Pattern TYPE =
            Pattern.compile("\"type\": \"([^\"]+)\",\\s*\"jniAccessible\": true,\\s*\"fields\": \\[([^]]*)]");
    private static final Pattern FIELD = Pattern.compile("\"name\": \"([^\"]+)\"");

    @Test
    void compressorsLibraryAndItsFieldsAreNamedAsTheyAre() throws Exception {
        // Given
        String metadata = metadata();

        // Then
        String version = com.github.luben.zstd.util.ZstdVersion.VERSION;
        for (String processor : List.of("amd64", "aarch64")) {
            assertThat(getClass()
                            .getClassLoader()
                            .getResource("linux/" + processor + "/libzstd-jni-" + version + ".so"))
                    .as(processor)
                    .isNotNull();
        }
        assertThat(metadata).contains("\"linux/*/libzstd-jni-*.so\"");
        int fields = 0;
        for (Matcher type = TYPE.matcher(metadata); type.find(); ) {
            for (Matcher field = FIELD.matcher(type.group(2)); field.find(); fields++) {
                assertThat(Class.forName(type.group(1)).getDeclaredField(field.group(1)))
                        .isNotNull();
            }
        }
        assertThat(fields).isEqualTo(4);
    }

    private String metadata() throws IOException {
        try (InputStream in = getClass().getClassLoader().getResourceAsStream(METADATA)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
