package io.loadstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {

    @Test
    void valueThatWasSetIsRead(@TempDir Path folder) throws IOException {
        // Given
        try (EmbeddedRedis redis = EmbeddedRedis.in(folder.resolve("redis"));
                Socket socket = new Socket("localhost", redis.port());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {

            // When
            socket.getOutputStream().write("SET flight LS1\r\nGET flight\r\n".getBytes(StandardCharsets.UTF_8));

            // Then
            assertThat(answers.readLine()).isEqualTo("+OK");
            assertThat(answers.readLine()).isEqualTo("$3");
            assertThat(answers.readLine()).isEqualTo("LS1");
        }
    }
}
