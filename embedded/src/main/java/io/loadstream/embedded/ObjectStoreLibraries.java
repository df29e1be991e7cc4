package io.loadstream.embedded;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/** Finds what the S3 endpoint's process needs: the build puts its libraries beside this module's classes. */
final class ObjectStoreLibraries {

    private static final String FOLDER = "object-store";

    private ObjectStoreLibraries() {}

    static String classPath() {
        Path classes = ownClasses();
        Path libraries = classes.resolveSibling(FOLDER);
        if (!Files.isDirectory(libraries)) {
            throw new PartFailedException("the libraries of the S3 endpoint are missing: " + libraries
                    + " (the Maven build of the module `embedded` puts them there)");
        }
        return classes + System.getProperty("path.separator") + libraries.resolve("*");
    }

    /** Folder of classes, or jar, that this class is in: {@code target/classes} or {@code target/....jar}. */
    private static Path ownClasses() {
        try {
            CodeSource source = ObjectStoreLibraries.class.getProtectionDomain().getCodeSource();
            return Path.of(
                    source != null && source.getLocation() != null
                            ? source.getLocation().toURI()
                            : fromResource());
        } catch (URISyntaxException e) {
            throw new PartFailedException("cannot find the module `embedded`: " + e.getMessage(), e);
        }
    }

    /** For class loaders that keep no code source. */
    private static URI fromResource() throws URISyntaxException {
        String name = ObjectStoreLibraries.class.getName().replace('.', '/') + ".class";
        URL url = ObjectStoreLibraries.class.getClassLoader().getResource(name);
        String location = url.toString();
        String root = location.substring(0, location.length() - name.length());
        return new URI(root.replaceFirst("^jar:", "").replaceFirst("!/$", ""));
    }
}
