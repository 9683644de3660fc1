package dev.downlink.ingestservice.geofence;

/** A moving thing crossed the border of an area, or was first seen inside it. */
public record Crossing(Kind kind, Area area) {

    public enum Kind {
        ENTER("enter"),
        EXIT("exit");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
