package io.loadstream.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Speaks TLS for a part that cannot, such as the embedded Redis: what comes in is passed on in the clear. */
public final class TlsFront implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;

    private TlsFront(int target, ServerSocket listener) {
        this.target = target;
        this.listener = listener;
    }

    /** In front of the port {@code target} of the loopback interface. */
    public static TlsFront before(int target, ServerCertificate certificate) {
        try {
            TlsFront front = new TlsFront(
                    target,
                    certificate
                            .context()
                            .getServerSocketFactory()
                            .createServerSocket(0, 64, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException("the TLS front cannot be started", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                // Closed, or a client that went away at once: the loop's condition tells which.
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            Thread.ofVirtual().start(() -> pass(server, client));
            pass(client, server);
        } catch (IOException e) {
            // The part is down, which the client learns from its connection's end.
        }
    }

    /** Until one of both ends, which ends the other. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // An end like any other, a refused handshake among them.
        }
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
