{
  "targets": [
    {
      "target_name": "web_push_native",
      "sources": ["native/addon.c", "native/encrypt.c"],
      "cflags": ["-std=c11", "-O2", "-Wall", "-Wextra", "-fvisibility=hidden"],
      "conditions": [
        ["OS=='win'", { "msvs_settings": { "VCCLCompilerTool": { "AdditionalOptions": ["/std:c11"] } } }]
      ]
    }
  ]
}
