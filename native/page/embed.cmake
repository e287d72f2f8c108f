# Puts the files of a directory into the program: an assembler file takes their bytes, a table names
# them. Each file is watched, so that a page built anew is taken in by the next build.

function(hookstorm_media_type file result)
  set(types .css text/css .html text/html .ico image/x-icon .js text/javascript
    .json application/json .map application/json .mjs text/javascript .png image/png
    .svg image/svg+xml .txt text/plain .wasm application/wasm
    .webmanifest application/manifest+json .woff2 font/woff2)
  get_filename_component(extension "${file}" LAST_EXT)
  list(FIND types "${extension}" at)
  set(media_type application/octet-stream)
  if(NOT at EQUAL -1)
    math(EXPR at "${at} + 1")
    list(GET types ${at} media_type)
  endif()
  if(media_type MATCHES "^text/")
    string(APPEND media_type "; charset=utf-8")
  endif()
  set(${result} "${media_type}" PARENT_SCOPE)
endfunction()

# Adds the sources that hold the files of `directory` to `target`.
function(hookstorm_embed_page target directory)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS LIST_DIRECTORIES false "${directory}/*")
  if(NOT "${directory}/index.html" IN_LIST files)
    message(FATAL_ERROR "HOOKSTORM_PAGE is on, but ${directory}/index.html is missing: build the page first.")
  endif()
  list(SORT files)
  set(assembler "  .section .rodata\n")
  set(declarations "")
  set(table "")
  set(number 0)
  foreach(file IN LISTS files)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    file(RELATIVE_PATH path "${directory}" "${file}")
    file(SHA256 "${file}" hash)
    string(SUBSTRING "${hash}" 0 32 hash)
    hookstorm_media_type("${file}" media_type)
    set(symbol "hookstorm_page_file_${number}")
    string(APPEND assembler
      "  .global ${symbol}\n  .global ${symbol}_end\n${symbol}:\n  .incbin \"${file}\"\n"
      "${symbol}_end:\n  .byte 0\n")
    string(APPEND declarations "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND table
      "    PageFile{\"/${path}\", \"${media_type}\", \"${hash}\",\n"
      "             bytes(${symbol}, ${symbol}_end)},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  string(APPEND assembler "  .section .note.GNU-stack,\"\",%progbits\n")
  set(PAGE_DECLARATIONS "${declarations}")
  set(PAGE_TABLE "${table}")
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/page")
  file(CONFIGURE OUTPUT "${generated}/page_bytes.S" CONTENT "${assembler}" @ONLY)
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded_page.cpp.in"
                 "${generated}/embedded_page.cpp" @ONLY)
  set_source_files_properties("${generated}/page_bytes.S" PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE "${generated}/page_bytes.S" "${generated}/embedded_page.cpp")
endfunction()
