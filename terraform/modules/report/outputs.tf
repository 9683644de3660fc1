output "monthly_dollars" {
  description = "Cost per month by AWS service, in US dollars by the price list of us-east-1, without free tiers. Storage in tables and backups is not in it: it is small, and goes by what is kept."
  value = merge(
    { for service, amount in local.dollars : service => tonumber(format("%.2f", amount)) },
    { total = tonumber(format("%.2f", sum(values(local.dollars)))) },
  )
}

output "connection_beat_dollars_per_1000" {
  description = "What connection_beat costs per month for 1,000 connections that are open all month and always quiet, whether it is on or not: at most. Connections with traffic get no beat."
  value       = tonumber(format("%.2f", local.beat_dollars_per_1000))
}

output "quotas" {
  description = "How much of each quota the load uses, in percent."
  value       = { for name, quota in local.loads : name => tonumber(format("%.1f", quota.load / quota.limit * 100)) }
}

output "first_quota" {
  description = "The quota that is hit first if all of the load grows alike, and the load at which it is."
  value = local.highest == 0 ? "none: no load is expected" : format(
    "%s (%.0f of %d): reached with %.0f messages per second and %.0f connections",
    local.first, local.loads[local.first].load, local.loads[local.first].limit,
    floor(local.load.messages_per_second / local.highest), floor(local.load.connections / local.highest),
  )
}

output "dearest" {
  description = "The three dearest lines, and what would lower each."
  value       = [for part in local.dearest : format("%s, $%.2f: %s", part, local.dollars[part], local.advice[part])]
}

output "idle_dollars" {
  description = "What a month costs in which nobody connects and nothing is published."
  value       = tonumber(format("%.2f", local.idle))
}
