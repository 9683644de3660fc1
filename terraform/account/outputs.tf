output "role_arn" {
  description = "The role that API Gateway writes access logs with."
  value       = aws_iam_role.logs.arn
}

output "artifacts_bucket" {
  description = "Where ./release puts artifacts, and environments look for them."
  value       = aws_s3_bucket.artifacts.bucket
}
