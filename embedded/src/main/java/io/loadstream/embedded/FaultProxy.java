package io.loadstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in front of an HTTP server and spoils requests on order. One request per connection; what a client signs, its
 * Host header included, reaches the server as it was sent.
 */
public final class FaultProxy implements AutoCloseable {

    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length:\\s*(\\d+)");
    private static final Pattern CONNECTION = Pattern.compile("(?i)\r\nconnection:[^\r]*");

    /** What becomes of one request. */
    public sealed interface Fault {

        /** Nothing: it is passed on. */
        record None() implements Fault {}

        /** The connection is closed before anything is passed on. */
        record Refused() implements Fault {}

        /**
         * It is answered with {@code status} and not passed on.
         *
         * @param code what an S3 server calls the failure; empty for an answer without a body
         */
        record Answered(int status, String code) implements Fault {

            public Answered(int status) {
                this(status, "");
            }
        }

        /** It is passed on after {@code millis}. */
        record Delayed(long millis) implements Fault {}

        /** The connection breaks after half of its body was passed on. */
        record CutInRequest() implements Fault {}

        /** It is passed on whole, and takes effect, but its answer is lost. */
        record AnswerLost() implements Fault {}

        /** The connection breaks once it has come whole; it is passed on after {@code millis}, and takes effect only then. */
        record LandsLate(long millis) implements Fault {}
    }

    private final int target;
    private final ServerSocket listener;
    private volatile Function<String, Fault> faults = request -> new Fault.None();

    private FaultProxy(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    }

    /** A proxy in front of {@code target} on the loopback interface that spoils nothing yet. */
    public static FaultProxy before(int target) {
        try {
            FaultProxy proxy = new FaultProxy(target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("the fault proxy cannot be started", e);
        }
    }

    /** Where clients connect to, such as {@code http://localhost:40123}. */
    public String endpoint() {
        return "http://localhost:" + listener.getLocalPort();
    }

    /** From now on {@code chosen} tells, from a request's first line, what becomes of it. Called by many threads. */
    public void faults(Function<String, Fault> chosen) {
        faults = chosen;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = readHead(client.getInputStream());
            if (!head.isEmpty()) {
                spoilOrPass(client, head);
            }
        } catch (IOException broken) {
            // One side went away: the other sees a broken connection, which is what a fault looks like.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void spoilOrPass(Socket client, String head) throws IOException, InterruptedException {
        long length = contentLength(head);
        switch (faults.apply(head.substring(0, head.indexOf('\r')))) {
            case Fault.None none -> exchange(client, head, length, true);
            case Fault.Refused refused -> {}
            case Fault.Answered answered -> {
                if (!expectsContinue(head)) {
                    client.getInputStream().skipNBytes(length);
                }
                // To HEAD there is no body.
                String body = answered.code.isEmpty() || head.startsWith("HEAD")
                        ? ""
                        : "<Error><Code>" + answered.code + "</Code></Error>";
                client.getOutputStream()
                        .write(("HTTP/1.1 " + answered.status + " Fault\r\nContent-Length: " + body.length()
                                        + "\r\nConnection: close\r\n\r\n" + body)
                                .getBytes(StandardCharsets.ISO_8859_1));
            }
            case Fault.Delayed delayed -> {
                Thread.sleep(delayed.millis);
                exchange(client, head, length, true);
            }
            case Fault.CutInRequest cut -> {
                try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    send(client, server, head, length, length / 2);
                }
            }
            case Fault.AnswerLost lost -> exchange(client, head, length, false);
            case Fault.LandsLate late -> {
                promptBody(client, head, length);
                byte[] body = client.getInputStream().readNBytes(Math.toIntExact(length));
                client.close();
                Thread.sleep(late.millis);
                try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                    server.getOutputStream().write(closing(head));
                    server.getOutputStream().write(body);
                    server.getInputStream().transferTo(OutputStream.nullOutputStream());
                }
            }
        }
    }

    private void exchange(Socket client, String head, long length, boolean answer) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            send(client, server, head, length, length);
            InputStream answered = server.getInputStream();
            if (answer) {
                answered.transferTo(client.getOutputStream());
            } else {
                answered.transferTo(OutputStream.nullOutputStream());
            }
        }
    }

    /** Passes the head and {@code passed} of the body's {@code length} bytes on. */
    private static void send(Socket client, Socket server, String head, long length, long passed) throws IOException {
        OutputStream out = server.getOutputStream();
        out.write(closing(head));
        promptBody(client, head, length);
        byte[] buffer = new byte[16 * 1024];
        long left = passed;
        while (left > 0) {
            int read = client.getInputStream().read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the client went away");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        out.flush();
    }

    /** The head of a request after which the server closes the connection. */
    private static byte[] closing(String head) {
        String closing = CONNECTION.matcher(head).replaceAll("");
        closing = closing.substring(0, closing.length() - 2) + "Connection: close\r\n\r\n";
        return closing.replaceAll("(?i)\r\nexpect:[^\r]*", "").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void promptBody(Socket client, String head, long length) throws IOException {
        if (length > 0 && expectsContinue(head)) {
            client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static boolean expectsContinue(String head) {
        return head.toLowerCase(Locale.ROOT).contains("\r\nexpect: 100-continue");
    }

    private static long contentLength(String head) {
        Matcher matcher = CONTENT_LENGTH.matcher(head);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        int read;
        while (last4 != 0x0D0A0D0A && head.size() < MAX_HEAD_BYTES && (read = in.read()) >= 0) {
            head.write(read);
            last4 = last4 << 8 | read;
        }
        return last4 == 0x0D0A0D0A ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
