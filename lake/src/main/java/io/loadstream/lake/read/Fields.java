package io.loadstream.lake.read;

import dev.hardwood.row.PqStruct;

/** Fields of structs in files of any version. */
public final class Fields {

    private Fields() {}

    /** Whether the struct has no value there, be it that its file is older than the field. */
    public static boolean isAbsent(PqStruct struct, String field) {
        for (int i = 0; i < struct.getFieldCount(); i++) {
            if (struct.getFieldName(i).equals(field)) {
                return struct.isNull(i);
            }
        }
        return true;
    }
}
