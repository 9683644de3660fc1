output "tables" {
  description = "By short name: the name in AWS and how the table is protected."
  value = {
    for part, table in aws_dynamodb_table.this : part => {
      name                = table.name
      deletion_protection = table.deletion_protection_enabled
      recovery_days       = one(table.point_in_time_recovery).recovery_period_in_days
    }
  }
}
