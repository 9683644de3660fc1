package dev.downlink.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes a frame apart into its objects. After a broken one it goes on with the next line that begins an object. */
final class FrameDecoder {

    /** Reads one object of a frame, from its opening to its closing brace. */
    interface ObjectDecoder {
        Request decode(JsonReader json) throws IOException;
    }

    private FrameDecoder() {}

    static List<Request> decode(String frame, ObjectDecoder decoder) {
        List<Request> requests = new ArrayList<>(1);
        int next = 0;
        while (next >= 0) {
            next = decodeFrom(frame, next, decoder, requests);
        }
        if (requests.isEmpty()) {
            requests.add(malformed(ErrorCode.BAD_REQUEST, "the frame is empty"));
        }
        return requests;
    }

    /** @return where to go on; -1 if there is nothing more */
    private static int decodeFrom(String frame, int offset, ObjectDecoder decoder, List<Request> requests) {
        int start = offset;
        try (JsonReader json = new JsonReader(offset == 0 ? frame : frame.substring(offset))) {
            while (json.nextValue()) {
                start = offset + json.start();
                if (requests.size() == Limits.MAX_COMMANDS_PER_FRAME) {
                    requests.add(malformed(
                            ErrorCode.LIMIT_EXCEEDED,
                            "a frame may have " + Limits.MAX_COMMANDS_PER_FRAME + " commands; the rest was not read"));
                    return -1;
                }
                requests.add(decodeValue(json, decoder));
                start = offset + json.position();
            }
            return -1;
        } catch (IOException e) {
            requests.add(malformed(ErrorCode.BAD_REQUEST, "not valid JSON"));
            int lineBreak = frame.indexOf("\n{", start);
            return lineBreak < 0 || requests.size() > Limits.MAX_COMMANDS_PER_FRAME ? -1 : lineBreak + 1;
        }
    }

    private static Request decodeValue(JsonReader json, ObjectDecoder decoder) throws IOException {
        if (json.isNull() || !json.isObject("a command")) {
            json.takeProblem();
            return malformed(ErrorCode.BAD_REQUEST, "a command must be an object");
        }
        return decoder.decode(json);
    }

    private static Request malformed(ErrorCode code, String message) {
        return new Request(null, "", new Command.Malformed(code, message));
    }
}
