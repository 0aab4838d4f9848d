# The source takes the tables in with .incbin.
file(GLOB tables CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/kbli/table/*.txt)
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/kbli/embedded.cc DIRECTORY src PROPERTIES
    OBJECT_DEPENDS "${tables}"
    COMPILE_DEFINITIONS "KBLI_TABLES=\"${CMAKE_SOURCE_DIR}/src/kbli/table\"")
