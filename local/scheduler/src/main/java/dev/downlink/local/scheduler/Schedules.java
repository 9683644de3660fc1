package dev.downlink.local.scheduler;

import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.host.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All schedules and groups, in order of group and name; on disk, one file that is replaced with every change. */
final class Schedules {

    private final Optional<Path> file;
    private final NavigableMap<Schedule.Key, Schedule> schedules =
            new TreeMap<>(Comparator.comparing(Schedule.Key::group).thenComparing(Schedule.Key::name));
    private final NavigableMap<String, ScheduleGroup> groups = new TreeMap<>();

    /** The file's content. */
    private record Saved(List<ScheduleGroup> groups, List<Schedule> schedules) {}

    Schedules(SchedulerSettings settings, Instant now) {
        this.file = settings.directory().map(directory -> directory.resolve("schedules.json"));
        String defaultGroup = ScheduleDefinition.DEFAULT_GROUP;
        groups.put(
                defaultGroup,
                new ScheduleGroup(defaultGroup, LocalAccount.arn("scheduler", "schedule-group/" + defaultGroup), now));
        file.filter(Files::exists).ifPresent(this::load);
    }

    synchronized Optional<Schedule> find(Schedule.Key key) {
        return Optional.ofNullable(schedules.get(key));
    }

    synchronized List<Schedule> all() {
        return List.copyOf(schedules.values());
    }

    synchronized void put(Schedule schedule) {
        schedules.put(schedule.key(), schedule);
        save();
    }

    /** Whether there was one. */
    synchronized boolean remove(Schedule.Key key) {
        boolean removed = schedules.remove(key) != null;
        if (removed) {
            save();
        }
        return removed;
    }

    synchronized Optional<ScheduleGroup> findGroup(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    synchronized List<ScheduleGroup> allGroups() {
        return List.copyOf(groups.values());
    }

    synchronized void putGroup(ScheduleGroup group) {
        groups.put(group.name(), group);
        save();
    }

    /** The group goes with its schedules. */
    synchronized void removeGroup(String name) {
        groups.remove(name);
        schedules.keySet().removeIf(key -> key.group().equals(name));
        save();
    }

    private void load(Path path) {
        try {
            Saved saved = AwsEncoding.JSON.read(Files.readAllBytes(path), Saved.class);
            saved.groups().forEach(group -> groups.put(group.name(), group));
            saved.schedules().forEach(schedule -> schedules.put(schedule.key(), schedule));
        } catch (AwsException e) {
            throw new UncheckedIOException(new IOException(path + " is damaged: " + e.message(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save() {
        if (file.isEmpty()) {
            return;
        }
        try {
            WholeFile.replace(file.get(), AwsEncoding.JSON.write(new Saved(allGroups(), all())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
