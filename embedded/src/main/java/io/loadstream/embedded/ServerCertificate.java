package io.loadstream.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of {@code localhost} that nobody but itself has signed, for a part that speaks TLS.
 *
 * @param certificate PEM; what a client has to trust
 * @param key PEM, PKCS #8; for the part's eyes alone
 */
public record ServerCertificate(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "localhost";
    private static final String STORE = "server.p12";

    /** A new one, in that folder. */
    public static ServerCertificate in(Path folder) {
        Path store = Folders.create(folder).resolve(STORE);
        try {
            generate(store);
            KeyStore entries = entries(store);
            Path key = Files.createFile(
                    folder.resolve("server.key"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    key,
                    pem(
                            "PRIVATE KEY",
                            entries.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            Path certificate = Files.writeString(
                    folder.resolve("server.crt"),
                    pem("CERTIFICATE", entries.getCertificate(ALIAS).getEncoded()));
            return new ServerCertificate(certificate, key);
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailedException("no certificate could be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailedException("interrupted while a certificate was made", e);
        }
    }

    private static KeyStore entries(Path store) throws IOException, GeneralSecurityException {
        KeyStore entries = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            entries.load(in, PASSWORD.toCharArray());
        }
        return entries;
    }

    private static void generate(Path store) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + output.strip());
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END " + what + "-----\n";
    }

    /** Both in one file, as Kafka's brokers take them. */
    Path keyAndCertificate() throws IOException {
        return Files.writeString(
                key.resolveSibling("server.pem"), Files.readString(key) + Files.readString(certificate));
    }

    /** For a listener in this process. */
    SSLContext context() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(entries(certificate.resolveSibling(STORE)), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new PartFailedException("the certificate cannot be shown: " + e.getMessage(), e);
        }
    }
}
