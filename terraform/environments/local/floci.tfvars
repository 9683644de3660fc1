# Floci. The address is that of the container as functions see it.
alias_integrations    = false
parameter_versions    = false
schedule_placeholders = false
callback_url          = "http://floci:4566/local"
