package dev.downlink.protocol;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Splits a frame into its objects. After a malformed one it continues with the next line that begins an object. */
final class FrameDecoder {

    /** Reads the fields of one command. */
    interface CommandReader extends JsonReader.FieldReader {

        /** @param problem what was wrong with a field */
        Request request(Command.@Nullable Malformed problem);
    }

    private FrameDecoder() {}

    /** @param readers creates the reader of each command */
    static List<Request> decode(String frame, Function<JsonReader, CommandReader> readers) {
        return decode(frame, readers, new DialectRecognition());
    }

    /** @param recognition inspects the fields of the first object */
    static List<Request> decode(
            String frame, Function<JsonReader, CommandReader> readers, DialectRecognition recognition) {
        List<Request> requests = new ArrayList<>(1);
        int next = 0;
        while (next >= 0) {
            next = decodeFrom(frame, next, readers, recognition, requests);
        }
        if (requests.isEmpty()) {
            requests.add(malformed(ErrorCode.BAD_REQUEST, "the frame is empty"));
        }
        return requests;
    }

    /** @return where to continue; -1 at the end */
    private static int decodeFrom(
            String frame,
            int offset,
            Function<JsonReader, CommandReader> readers,
            DialectRecognition recognition,
            List<Request> requests) {
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
                CommandReader reader = readers.apply(json);
                requests.add(decode(json, requests.isEmpty() ? recognition.watching(json, reader) : reader));
                start = offset + json.position();
            }
            return -1;
        } catch (IOException e) {
            requests.add(malformed(ErrorCode.BAD_REQUEST, "not valid JSON"));
            int lineBreak = frame.indexOf("\n{", start);
            return lineBreak < 0 || requests.size() > Limits.MAX_COMMANDS_PER_FRAME ? -1 : lineBreak + 1;
        }
    }

    private static Request decode(JsonReader json, CommandReader reader) throws IOException {
        boolean object = json.object("a command", reader);
        Command.Malformed problem = json.takeProblem();
        return object ? reader.request(problem) : malformed(ErrorCode.BAD_REQUEST, "a command must be an object");
    }

    private static Request malformed(ErrorCode code, String message) {
        return new Request(null, "", new Command.Malformed(code, message));
    }
}
