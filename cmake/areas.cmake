# The area codes of Kemendagri, from the npm package that tools/areas pins. The finished table is kept under
# build/areas whatever the build directory is, so that a build without network still has it.
set(AREAS_CSV ${CMAKE_BINARY_DIR}/areas.csv)
add_custom_command(
    OUTPUT ${AREAS_CSV}
    COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/areas.py ${AREAS_CSV}
    DEPENDS ${CMAKE_SOURCE_DIR}/tools/areas.py ${CMAKE_SOURCE_DIR}/tools/areas/package-lock.json
    COMMENT "Area codes"
    VERBATIM)
add_custom_target(areas_table ALL DEPENDS ${AREAS_CSV})

# The source takes the table in with .incbin.
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/areas/embedded.cc DIRECTORY src PROPERTIES
    OBJECT_DEPENDS ${AREAS_CSV}
    COMPILE_DEFINITIONS "AREAS_CSV=\"${AREAS_CSV}\"")
