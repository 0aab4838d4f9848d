#include "base/qr.h"

#include <qrcodegen/qrcodegen.hpp>
#include <stdexcept>

namespace bina::base {

std::vector<std::string> qr_rows(std::string_view text) {
    constexpr std::size_t bytes_max = 1'600;
    if (text.size() > bytes_max) throw std::length_error("too long for a QR code");
    auto const code =
        qrcodegen::QrCode::encodeText(std::string(text).c_str(), qrcodegen::QrCode::Ecc::QUARTILE);
    std::vector<std::string> rows;
    for (int y = 0; y < code.getSize(); ++y) {
        std::string row;
        for (int x = 0; x < code.getSize(); ++x) row += code.getModule(x, y) ? '1' : '0';
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace bina::base
