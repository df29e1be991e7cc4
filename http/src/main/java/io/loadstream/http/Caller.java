package io.loadstream.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Who sends a request.
 *
 * @param address IP address that it comes from
 * @param authorization header as sent; may be {@code null}
 * @param origin of the page that sends it, as browsers tell; {@code null} when no browser does
 */
record Caller(String address, String authorization, String origin) {

    private static final String BEARER = "bearer ";
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What follows {@code Bearer}; {@code null} without it. */
    String token() {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).strip()
                : null;
    }

    /** Whether it comes from this machine, and not from a stranger's page in a browser on it. */
    boolean isLocal() {
        return isLoopback() && (origin == null || isLocalOrigin());
    }

    private boolean isLoopback() {
        byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
        try {
            return bytes != null && InetAddress.getByAddress(bytes).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean isLocalOrigin() {
        try {
            String host = URI.create(origin).getHost();
            return host != null && LOCAL_HOSTS.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
