{
  "targets": [
    {
      "target_name": "web_push_native",
      "sources": [
        "native/addon.c",
        "native/agree.c",
        "native/batch.c",
        "native/encrypt.c",
        "native/backends.c",
        "native/lanes/avx2.c",
        "native/lanes/base-table.c",
        "native/lanes/ifma.c",
        "native/lanes/portable.c",
        "native/lanes/processor.c",
        "native/one-time-scalar.c",
        "native/openssl-curve.c"
      ],
      "cflags": ["-std=c11", "-O2", "-Wall", "-Wextra", "-fvisibility=hidden"],
      "conditions": [
        ["OS not in ('win', 'mac')", { "ldflags": ["-Wl,-z,now"] }],
        ["OS=='mac'", { "xcode_settings": { "OTHER_LDFLAGS": ["-Wl,-bind_at_load"] } }],
        ["OS=='win'", { "msvs_settings": { "VCCLCompilerTool": { "AdditionalOptions": ["/std:c11"] } } }]
      ]
    }
  ]
}
