# moto's server mode, 5.2: nothing runs, everything else can be tried.
log_settings = false
deployments  = false
callback_url = "http://localhost:4566/local"
