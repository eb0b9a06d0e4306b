package dev.mastic.aws.request;

/** The protocol for each form that requests come in. */
public record Protocols(Protocol json, Protocol cbor, Protocol query, Protocol rest) {
    public Protocol of(WireForm form) {
        return switch (form) {
            case JSON -> json;
            case CBOR -> cbor;
            case QUERY -> query;
            case REST -> rest;
        };
    }
}
