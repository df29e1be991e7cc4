package io.loadstream.checks.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.checks.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellScriptTest {

    @Test
    void shellcheckFindsNothing() throws Exception {
        // Given
        List<Path> scripts = Repository.files("").stream()
                .filter(ShellScriptTest::isOurShellScript)
                .toList();
        Tool shellcheck = Tool.named("shellcheck", "SHELLCHECK");

        // When
        String findings = shellcheck.run(scripts.stream().map(Path::toString).toArray(String[]::new));

        // Then
        assertThat(findings).isEmpty();
        assertThat(scripts)
                .contains(
                        Repository.ROOT.resolve("loadstream"),
                        Repository.ROOT.resolve(".ci/run"),
                        Repository.ROOT.resolve("deploy/images/try-images"),
                        Repository.ROOT.resolve("deploy/compose/kafka-ready"),
                        Repository.ROOT.resolve("deploy/compose/roles.sh"));
    }

    private static boolean isOurShellScript(Path file) {
        // Maven's own.
        if (file.getFileName().toString().equals("mvnw") || !Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(20), StandardCharsets.US_ASCII);
            return start.startsWith("#!/usr/bin/env bash") || start.startsWith("#!/bin/sh");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
