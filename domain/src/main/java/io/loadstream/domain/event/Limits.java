package io.loadstream.domain.event;

/** How large what an event holds may be. */
public final class Limits {

    /** Of an id, in UTF-16 units. Long enough for a UUID behind a flight number and a date, short enough to be a key. */
    public static final int ID_LENGTH = 128;

    /** Of any other text, in UTF-16 units: a code, a channel, a sentence of a decision's reason. */
    public static final int TEXT_LENGTH = 1000;

    /** Digits of money before the point; the warehouse's columns hold as many. */
    public static final int MONEY_INTEGER_DIGITS = 14;

    /** Digits of money behind the point; the warehouse's columns hold as many. */
    public static final int MONEY_FRACTION_DIGITS = 4;

    private Limits() {}
}
