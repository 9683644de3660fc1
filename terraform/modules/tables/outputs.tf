output "names" {
  description = "Name in AWS by short name."
  value       = { for name, table in aws_dynamodb_table.this : name => table.name }
}
