resource "aws_sqs_queue" "this" {
  name = var.name

  # 14 days, SQS's longest: what lies here waits for a person.
  message_retention_seconds = 1209600
  # Long enough to look at a message and decide.
  visibility_timeout_seconds = 300
  sqs_managed_sse_enabled    = true
}
