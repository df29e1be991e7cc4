package io.loadstream.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Connections to the engine's live stream, as open pages hold them. */
public final class OpenPages implements AutoCloseable {

    /** More than the head of a response. */
    private static final int SOME_BYTES = 1_000;

    /** So little that the server's writes soon wait for a page that does not read. */
    private static final int STUCK_RECEIVE_BYTES = 4_096;

    private final List<Socket> sockets = new ArrayList<>();
    private final List<AtomicLong> received = new ArrayList<>();

    private OpenPages() {}

    /**
     * @param reading take what comes
     * @param stuck never read
     */
    public static OpenPages of(URL page, int reading, int stuck) throws IOException {
        OpenPages pages = new OpenPages();
        for (int i = 0; i < reading; i++) {
            Socket socket = pages.connect(page, new Socket());
            AtomicLong bytes = new AtomicLong();
            pages.received.add(bytes);
            Thread.ofVirtual().start(() -> drain(socket, bytes));
        }
        for (int i = 0; i < stuck; i++) {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(STUCK_RECEIVE_BYTES);
            pages.connect(page, socket);
        }
        return pages;
    }

    private Socket connect(URL page, Socket socket) throws IOException {
        sockets.add(socket);
        socket.connect(new InetSocketAddress(page.getHost(), page.getPort()));
        socket.getOutputStream()
                .write("GET /api/stream HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void drain(Socket socket, AtomicLong bytes) {
        byte[] buffer = new byte[16_384];
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.addAndGet(n);
            }
        } catch (IOException e) {
            // The page was closed.
        }
    }

    /** Whether every page that reads has been sent flights. */
    public boolean haveFrames() {
        return received.stream().allMatch(bytes -> bytes.get() > SOME_BYTES);
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
