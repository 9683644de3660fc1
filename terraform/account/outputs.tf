output "role_arn" {
  description = "The role that API Gateway writes access logs with."
  value       = aws_iam_role.logs.arn
}
