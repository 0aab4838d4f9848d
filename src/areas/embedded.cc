#include "areas/embedded.h"

// The assembler takes the file in as it stands: two megabytes of string literal would cost seconds to
// compile.
asm(R"(
    .pushsection .rodata
    .local bina_areas_begin
bina_areas_begin:
    .incbin ")" AREAS_CSV R"("
    .local bina_areas_end
bina_areas_end:
    .byte 0
    .popsection
)");

extern "C" char const bina_areas_begin[];
extern "C" char const bina_areas_end[];

namespace bina::areas {

std::string_view embedded_table() {
    return {bina_areas_begin, static_cast<std::size_t>(bina_areas_end - bina_areas_begin)};
}

}  // namespace bina::areas
