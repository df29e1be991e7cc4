package io.loadstream.embedded;

import java.net.URI;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** The S3 endpoint's process. Nothing else in this package may refer to it: its libraries are its own. */
final class ObjectStoreServer {

    private ObjectStoreServer() {}

    /** Arguments: folder, port, access key, secret key, bucket. */
    public static void main(String[] arguments) throws Exception {
        BlobStore store = new FilesystemNio2BlobStore(arguments[0]);
        String bucket = arguments[4];
        if (!store.containerExists(bucket)) {
            store.createContainer(bucket);
        }
        S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://localhost:" + arguments[1]))
                .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, arguments[2], arguments[3])
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(32)
                .build()
                .start();
        ParentWatch.start();
    }
}
