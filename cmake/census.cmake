# The source takes the default questionnaire in with .incbin.
set(CENSUS_QUESTIONNAIRE ${CMAKE_SOURCE_DIR}/src/census/default/questionnaire.json)
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/census/embedded.cc DIRECTORY src PROPERTIES
    OBJECT_DEPENDS ${CENSUS_QUESTIONNAIRE}
    SKIP_UNITY_BUILD_INCLUSION ON
    COMPILE_DEFINITIONS "CENSUS_QUESTIONNAIRE=\"${CENSUS_QUESTIONNAIRE}\"")
