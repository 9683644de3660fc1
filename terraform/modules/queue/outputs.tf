output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "url" {
  description = "URL of the queue, as SQS gave it."
  value       = aws_sqs_queue.this.url
}
