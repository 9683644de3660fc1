package dev.downlink.local.runtime.service;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What the function's role allows on one of the parts that the description names. Nothing on this machine asks for
 * permission: it is Terraform that makes the roles.
 *
 * @param resource {@code channels}, {@code secrets:<part>}, {@code connections:POST}, {@code schedules}, {@code schedule-list},
 *     {@code schedule-role}, {@code table:<name>},
 *     {@code stream:<name>}, {@code queue:<name>} or {@code function:<service>/<function>}
 * @param actions IAM's, such as {@code dynamodb:GetItem}
 */
public record Permission(String resource, List<String> actions) {

    private static final Pattern RESOURCE =
            Pattern.compile("channels|secrets:[a-z]+|connections:(POST|DELETE)|schedules|schedule-list|schedule-role"
                    + "|(table|stream|queue):[a-z][a-z0-9-]*|function:[a-z][a-z0-9-]*/[a-z][a-z0-9-]*");
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z]+");

    public Permission {
        actions = List.copyOf(actions);
    }

    static Permission of(Section section, String resource) {
        List<String> actions = section.strings(resource);
        if (!RESOURCE.matcher(resource).matches()) {
            throw section.invalid(
                    resource,
                    actions,
                    "channels, secrets:<part>, connections:<method>, schedules, schedule-list, schedule-role, table:<name>, "
                            + "stream:<name>, queue:<name> or "
                            + "function:<service>/<function>");
        }
        if (actions.isEmpty()
                || !actions.stream().allMatch(action -> ACTION.matcher(action).matches())) {
            throw section.invalid(resource, actions, "actions such as dynamodb:GetItem, without wildcards");
        }
        return new Permission(resource, actions);
    }
}
